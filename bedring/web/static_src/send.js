// SPDX-License-Identifier: Apache-2.0
// On a page that keeps nothing itself: something waits on this device. If it is of the one who is signed in, it is sent.

import { useToken } from "./_net.js";
import { Outbox } from "./_outbox.js";
import { channel, service, unlockFor } from "./_unlock.js";

const { owner } = document.body.dataset;
useToken(document.querySelector("[name=csrfmiddlewaretoken]")?.value || "");
const box = new Outbox({ owner, net: service, unlock: () => unlockFor(owner), channel: channel() });
for (const name of ["online", "pageshow", "focus"]) addEventListener(name, () => box.kick());
box.send();
