"""clerk-backend-api from PyPI, as a Python application uses it.

Prints one JSON object: what each step came to, `"ok"` or what went wrong. The server is named by the environment.
"""

import json
import os
import traceback

import httpx
from clerk_backend_api import Clerk, models
from clerk_backend_api.security import authenticate_request
from clerk_backend_api.security.types import AuthenticateRequestOptions

API_URL = os.environ["CLERK_API_URL"]
JWT_KEY = os.environ["CLERK_JWT_KEY"]
PASSWORD = "a lamp burns on the night desk"

clerk = Clerk(bearer_auth=os.environ["CLERK_SECRET_KEY"], server_url=f"{API_URL}/v1")


def users():
    user = clerk.users.create(email_address=["grace@example.com"], password=PASSWORD, first_name="Grace")
    assert clerk.users.get(user_id=user.id).first_name == "Grace"
    changed = clerk.users.update(user_id=user.id, last_name="Hopper")
    assert changed.last_name == "Hopper"
    clerk.users.update_metadata(user_id=user.id, public_metadata={"rank": "admiral"})
    merged = clerk.users.update_metadata(user_id=user.id, public_metadata={"ship": "Nautilus"})
    assert merged.public_metadata == {"rank": "admiral", "ship": "Nautilus"}
    found = clerk.users.list(request={"email_address": ["grace@example.com"]})
    assert [one.id for one in found] == [user.id]
    assert clerk.users.count(request={"query": "nobody"}).total_count == 0
    assert clerk.users.verify_password(user_id=user.id, password=PASSWORD).verified
    assert clerk.users.ban(user_id=user.id).banned
    assert not clerk.users.unban(user_id=user.id).banned
    assert clerk.users.delete(user_id=user.id).deleted
    try:
        clerk.users.get(user_id=user.id)
    except models.ClerkErrors as refusal:
        assert refusal.data.errors[0].code == "resource_not_found"
    else:
        raise AssertionError("a deleted user is still there")


def signed_in():
    user = clerk.users.create(email_address=["mary@example.com"], password=PASSWORD)
    session = clerk.sessions.create(request={"user_id": user.id})
    return user, session, clerk.sessions.create_token(session_id=session.id).jwt


def sessions():
    user, session, _ = signed_in()
    assert [one.id for one in clerk.sessions.list(user_id=user.id)] == [session.id]
    assert clerk.sessions.get(session_id=session.id).status.value == "active"
    assert clerk.sessions.revoke(session_id=session.id).status.value == "revoked"
    clerk.users.delete(user_id=user.id)


def authenticates_by_header_and_cookie():
    user, session, token = signed_in()
    options = AuthenticateRequestOptions(jwt_key=JWT_KEY)
    for headers in ({"Authorization": f"Bearer {token}"}, {"Cookie": f"__session={token}"}):
        state = authenticate_request(httpx.Request("GET", "https://app.example.com", headers=headers), options)
        assert state.is_signed_in, state
        assert (state.payload["sub"], state.payload["sid"]) == (user.id, session.id)
    changed = token[:-6] + ("AAAAAA" if token[-6:] != "AAAAAA" else "BBBBBB")
    for headers in ({}, {"Authorization": f"Bearer {changed}"}):
        state = authenticate_request(httpx.Request("GET", "https://app.example.com", headers=headers), options)
        assert not state.is_signed_in, state
    clerk.users.delete(user_id=user.id)


def email_addresses_and_tickets():
    user = clerk.users.create(email_address=["ada@example.com"], password=PASSWORD)
    address = clerk.email_addresses.create(request={"user_id": user.id, "email_address": "countess@example.com", "verified": True})
    assert clerk.email_addresses.get(email_address_id=address.id).email_address == "countess@example.com"
    assert clerk.email_addresses.delete(email_address_id=address.id).deleted
    ticket = clerk.sign_in_tokens.create(request={"user_id": user.id, "expires_in_seconds": 60})
    assert clerk.sign_in_tokens.revoke(sign_in_token_id=ticket.id).status.value == "revoked"
    clerk.users.delete(user_id=user.id)


def keys_and_templates():
    assert clerk.jwks.get_jwks().keys
    template = clerk.jwt_templates.create(request={"name": "billing", "claims": {"who": "{{user.id}}"}})
    assert template.id in [one.id for one in clerk.jwt_templates.list()]
    assert clerk.jwt_templates.delete(template_id=template.id).deleted


STEPS = [users, sessions, authenticates_by_header_and_cookie, email_addresses_and_tickets, keys_and_templates]


def outcome(step):
    try:
        step()
        return "ok"
    except Exception:
        return traceback.format_exc()


print(json.dumps({step.__name__: outcome(step) for step in STEPS}))
