// SPDX-License-Identifier: Apache-2.0
// The vault of the one a page was made for, and of nobody else who may be signed in by now. What the service says of who
// sits here counts at once, also when it is "nobody": what another could read here goes.

import { net } from "./_net.js";
import { device, newId, onlyFor, unlockHere, unlockWith } from "./_vault.js";

export const service = {
  ...net,
  /** As `net.who`; throws where it is not the service that answers. */
  async who(owner) {
    const who = await net.who(owner);
    await onlyFor(who.owner || "").catch(() => {});
    return who;
  },
};

export async function unlockFor(owner) {
  try {
    const handed = await net.key(await device().catch(newId));
    if (handed?.owner === owner) return await unlockWith(handed);
    if ((await service.who(owner)).owner !== owner) return null;
  } catch { /* no network: perhaps this browser may still open it */ }
  const here = await unlockHere().catch(() => null);
  return here?.owner === owner ? here : null;
}

export const channel = () => ("BroadcastChannel" in globalThis ? new BroadcastChannel("bedring-outbox") : undefined);
