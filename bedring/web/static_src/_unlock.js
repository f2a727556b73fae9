// SPDX-License-Identifier: Apache-2.0
// The vault of the one a page was made for, and of nobody else who may be signed in by now.

import { net } from "./_net.js";
import { device, newId, unlockHere, unlockWith } from "./_vault.js";

export async function unlockFor(owner) {
  try {
    const handed = await net.key(await device().catch(newId));
    if (handed) return handed.owner === owner ? await unlockWith(handed) : null;
  } catch { /* no network: perhaps this browser may still open it */ }
  const here = await unlockHere().catch(() => null);
  return here?.owner === owner ? here : null;
}

export const channel = () => ("BroadcastChannel" in globalThis ? new BroadcastChannel("bedring-outbox") : undefined);
