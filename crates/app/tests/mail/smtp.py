"""A real SMTP server (aiosmtpd) on the loopback. Whom a mail goes to says how the server behaves.

    smtp.py FOLDER PORT [--cert FILE --key FILE] [--login USER PASSWORD]

Prints its port. Every mail whose text arrived is a line of FOLDER/mails.jsonl, decoded by Python's
own mail library and on the disk before the server answers.
"""

import argparse
import asyncio
import email
import email.policy
import hashlib
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


def decoded(envelope, session):
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    body = message.get_body(preferencelist=("plain",))
    files = [
        {
            "name": part.get_filename(),
            "type": part.get_content_type(),
            "sha256": hashlib.sha256(part.get_payload(decode=True)).hexdigest(),
        }
        for part in message.iter_attachments()
    ]
    return {
        "from": envelope.mail_from,
        "to": envelope.rcpt_tos,
        "to_name": message["To"].addresses[0].display_name,
        "ascii": envelope.content.isascii(),
        "longest": max(map(len, envelope.content.split(b"\r\n"))),
        "head": {
            name: str(message[name])
            for name in ("From", "To", "Subject", "Message-ID", "Auto-Submitted")
        },
        "heads": message.keys(),
        "charset": body.get_content_charset(),
        "body": body.get_content().replace("\r\n", "\n"),
        "files": files,
        "encrypted": session.ssl is not None,
        "login": session.auth_data if isinstance(session.auth_data, str) else None,
    }


class Mailbox:
    def __init__(self, folder):
        self.log = open(os.path.join(folder, "mails.jsonl"), "a", encoding="utf-8")
        self.asked = os.path.join(folder, "asked")

    def asked_before(self, who):
        """Whether it was asked for this recipient before, by this server or the one before it."""
        with open(self.asked, "a+", encoding="utf-8") as known:
            known.seek(0)
            if who in known.read().split():
                return True
            known.write(who + "\n")
            return False

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("never"):
            return "550 5.1.1 No such person here"
        if address.startswith("later") and not self.asked_before(address):
            return "451 4.7.1 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        who = envelope.rcpt_tos[0]
        if who.startswith("full") and not self.asked_before(who):
            return "452 4.3.1 No room"
        if who.startswith("slow"):
            await asyncio.sleep(0.02)
        self.log.write(json.dumps(decoded(envelope, session), ensure_ascii=False) + "\n")
        self.log.flush()
        os.fsync(self.log.fileno())
        if who.startswith("hang"):
            await asyncio.sleep(600)
        if who.startswith("drop"):
            server.transport.abort()
        if who.startswith("slow"):
            await asyncio.sleep(0.02)
        return "250 OK"


async def serve(options):
    tls = None
    if options.cert:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(options.cert, options.key)

    def known(server, session, envelope, mechanism, data):
        user, password = data.login.decode(), data.password.decode()
        right = [user, password] == options.login
        return AuthResult(success=right, handled=right, auth_data=user if right else None)

    mailbox = Mailbox(options.folder)

    def session():
        return SMTP(
            mailbox,
            hostname="mail.aozora.example",
            tls_context=tls,
            require_starttls=tls is not None,
            authenticator=known,
            auth_required=options.login is not None,
            auth_require_tls=False,
            loop=asyncio.get_running_loop(),
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(session, "127.0.0.1", options.port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("port", type=int)
parser.add_argument("--cert")
parser.add_argument("--key")
parser.add_argument("--login", nargs=2)
try:
    asyncio.run(serve(parser.parse_args()))
except KeyboardInterrupt:
    sys.exit(0)
