"""Signs the fuzzer's requests as a customer's device does, and leads some of them to things that are there.

Loaded by schemathesis (SCHEMATHESIS_HOOKS). "nobody" has a device key too, since anybody can make one, but no session.
"""

import atexit
import base64
import hashlib
import json
import os
import random
import re
import threading
import time
import uuid
from collections import Counter
from urllib.parse import urlsplit

import requests
import schemathesis
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

base_url = os.environ["FUZZ_BASE_URL"]
state = json.load(open(os.environ["FUZZ_STATE"]))
is_customer = os.environ["FUZZ_CALLER"] == "customer"

# An access token lives for 5 minutes; a new one is fetched well before.
TOKEN_SECONDS_MAX = 200
# How many of the good ids lead to something that is there: the others lead nowhere, and that is tried too.
REAL_SHARE = 0.8
ID = r"_[0-7][0-9a-hjkmnp-tv-z]{25}"


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number_of(text: str) -> int:
    return int.from_bytes(base64.urlsafe_b64decode(text + "=="), "big")


class Device:
    """A device key (ES256) with the session that it opens by itself, whenever there is none."""

    def __init__(self, jwk: dict) -> None:
        public = ec.EllipticCurvePublicNumbers(number_of(jwk["x"]), number_of(jwk["y"]), ec.SECP256R1())
        self.key = ec.EllipticCurvePrivateNumbers(number_of(jwk["d"]), public).private_key()
        self.header = {"typ": "dpop+jwt", "alg": "ES256", "jwk": {name: jwk[name] for name in ("kty", "crv", "x", "y")}}
        self.lock = threading.Lock()
        self.token: str | None = None
        self.fetched_at = 0.0

    def proof(self, method: str, url: str, token: str | None = None) -> str:
        """A DPoP proof (RFC 9449) of one request."""
        parts = urlsplit(url)
        claims = {
            "jti": str(uuid.uuid4()),
            "htm": method,
            "htu": f"{parts.scheme}://{parts.netloc}{parts.path}",
            "iat": int(time.time()),
        }
        if token:
            claims["ath"] = b64(hashlib.sha256(token.encode()).digest())
        signed = ".".join(b64(json.dumps(part).encode()) for part in (self.header, claims))
        r, s = decode_dss_signature(self.key.sign(signed.encode(), ec.ECDSA(SHA256())))
        return f"{signed}.{b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"

    def access_token(self) -> str:
        with self.lock:
            if self.token is None or time.time() - self.fetched_at > TOKEN_SECONDS_MAX:
                url = f"{base_url}/sessions"
                headers = {"DPoP": self.proof("POST", url)}
                reply = requests.post(url, json={}, headers=headers, verify=os.environ["FUZZ_CERTIFICATE"], timeout=30)
                reply.raise_for_status()
                self.token, self.fetched_at = reply.json()["accessToken"], time.time()
            return self.token

    def forget(self) -> None:
        with self.lock:
            self.token = None


device = Device(state["deviceKey" if is_customer else "strangerKey"])


class Signed(requests.auth.AuthBase):
    """Signs what is about to be sent, as it is about to be sent."""

    def __init__(self, with_token: bool) -> None:
        self.with_token = with_token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        token = device.access_token() if self.with_token else None
        if token:
            request.headers["Authorization"] = f"DPoP {token}"
        request.headers["DPoP"] = device.proof(request.method, request.url, token)
        return request


def real(name: str, value: object) -> object:
    """Something that is there in place of a good value that leads nowhere; bad values stay as they are."""
    if random.random() > REAL_SHARE or not isinstance(value, (str, dict)):
        return value
    if name in ("accountId", "fromAccountId") and re.fullmatch(f"acc{ID}", str(value)):
        return random.choice(state["accountIds"])
    if name == "transferId" and re.fullmatch(f"trf{ID}", str(value)):
        return state["transferId"]
    if name == "accountNumber" and re.fullmatch(r"\d{16,19}", str(value), re.ASCII):
        return random.choice(state["payees"])["accountNumber"]
    if name == "payee" and isinstance(value, dict) and set(value) == {"accountNumber", "name"}:
        good = all(isinstance(part, str) for part in value.values()) and 2 <= len(value["name"]) <= 50
        return random.choice(state["payees"]) if good and re.fullmatch(r"\d{16,19}", value["accountNumber"], re.ASCII) else value
    return value


def fresh_key() -> str:
    """A UUID version 7 of now: the schema's own examples are of any time."""
    digits = f"{int(time.time() * 1000):012x}7{random.getrandbits(12):03x}{0x8000 | random.getrandbits(14):04x}{random.getrandbits(48):012x}"
    return str(uuid.UUID(digits))


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Widens what the generator cannot build, classes of Unicode: then no bad value is taken for a good one."""
    widen(raw_schema)


def widen(part: object) -> None:
    if isinstance(part, dict):
        if isinstance(part.get("pattern"), str) and "\\p{" in part["pattern"]:
            del part["pattern"]
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            widen(inner)


@schemathesis.hook
def before_call(context, case, kwargs):
    needs = [name for scheme in case.operation.definition.raw.get("security", []) for name in scheme]
    if needs and (is_customer or needs == ["proof"]):
        kwargs["auth"] = Signed(with_token="token" in needs)
    if not is_customer:
        return
    for fields in (case.path_parameters, case.body):
        if isinstance(fields, dict):
            fields.update({name: real(name, value) for name, value in fields.items()})
    if case.method == "DELETE" and (case.path_parameters or {}).get("deviceId") == state["deviceId"]:
        # The fuzzer learns ids from answers; with its own device gone, it would be nobody for the rest of the run.
        case.path_parameters["deviceId"] = state["deviceId"][:-4] + "0000"
    key = (case.headers or {}).get("Idempotency-Key")
    if isinstance(key, str) and re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", key):
        case.headers["Idempotency-Key"] = fresh_key()


# How often each status was answered: a run in which a customer never gets in would prove little.
answered: Counter[int] = Counter()
atexit.register(lambda: print("Answers by status:", dict(sorted(answered.items()))))


@schemathesis.hook
def after_call(context, case, response):
    answered[response.status_code] += 1
    if case.method == "DELETE" or response.status_code == 401:
        device.forget()
