"""Writes minisign.json: documents signed by the minisign program, with keys of ours.

Needs minisign 0.10 or later and the Python package cryptography. minisign makes keys with random
ids; this writes its secret key file by hand, so that the id is the hash that Sealpost asks for.
"""

import base64
import hashlib
import json
import pathlib
import subprocess
import tempfile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def vector(number, document, comment):
    seed = hashlib.sha256(f"sealpost test vector signing key {number}".encode()).digest()
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    key_id = hashlib.sha256(public).digest()[:8]
    checksum = hashlib.blake2b(b"Ed" + key_id + seed + public, digest_size=32).digest()
    # No passphrase: key derivation "\0\0", with salt and limits empty.
    secret = b"Ed\0\0B2" + bytes(48) + key_id + seed + public + checksum
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        key, file = folder / "key", folder / "document"
        key.write_text(f"untrusted comment: test key\n{base64.b64encode(secret).decode()}\n")
        file.write_bytes(document)
        subprocess.run(
            ["minisign", "-S", "-H", "-W", "-s", key, "-m", file, "-t", comment],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        signature = (folder / "document.minisig").read_text()
        # The old kind, which must be refused.
        subprocess.run(
            ["minisign", "-S", "-l", "-W", "-s", key, "-m", file, "-t", comment],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        legacy = (folder / "document.minisig").read_text()
    label = b"sealpost/v1/fingerprint"
    return {
        "seed": seed.hex(),
        "public": base64.b64encode(b"Ed" + key_id + public).decode(),
        "fingerprint": hashlib.sha256(label + public).digest()[:11].hex(),
        "document": base64.b64encode(document).decode(),
        "comment": comment,
        "signature": signature,
        "legacy": legacy,
    }


vectors = [
    vector(0, b"", "sealpost sealpost-organisation 00 1"),
    vector(1, b"{}\n", "sealpost sealpost-edition 0123456789abcdef0123456789abcdef 7"),
    vector(2, bytes(range(256)) * 40, "Français, 简体中文, Tiếng Việt"),
]
target = pathlib.Path(__file__).parent.parent / "minisign.json"
lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in vectors)
target.write_text(f"[\n{lines}\n]\n")
