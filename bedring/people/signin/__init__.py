# SPDX-License-Identifier: Apache-2.0
"""The commands and queries of signing in, by what one signs in with.

`links` by e-mail, `printed` codes with a PIN, `passwords` of staff, the made-up people of the `demo`; `tries` counts
what went wrong. A link or a code never opens an account that holds a staff role: staff sign in with a password and a
second factor, or with a passkey. The database holds no secret of any of them, only keyed hashes.
"""
