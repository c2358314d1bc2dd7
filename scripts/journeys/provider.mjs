// A real OpenID Connect provider on this machine. It signs in whoever the test says, without asking.
import { createServer } from 'node:http';
import { once } from 'node:events';
import * as oidc from 'oidc-provider';

/** A port that is free now. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

export class Issuer {
  /** Starts it for a client at this address. */
  static async start(client) {
    const own = new Issuer();
    const port = await freePort();
    own.address = `http://127.0.0.1:${port}`;
    own.account = 'nobody';
    own.lifetime = 3600;
    const provider = new oidc.Provider(own.address, {
      clients: [{
        client_id: 'sasae', client_secret: 'a secret of the tests', redirect_uris: [`${client}/sign-in/oidc/return`],
      }],
      cookies: { keys: ['a key of the tests'] },
      claims: { profile: ['preferred_username'], email: ['email', 'email_verified'] },
      ttl: { IdToken: () => own.lifetime },
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
      findAccount: (ctx, id) => ({
        accountId: id, claims: () => ({ sub: `subject of ${id}`.replaceAll(' ', '-'), preferred_username: id, email: `${id}@example.jp`, email_verified: true }),
      }),
      async loadExistingGrant(ctx) {
        const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
        grant.addOIDCScope('openid profile email');
        await grant.save();
        return grant;
      },
    });
    const answer = provider.callback();
    own.server = createServer((request, response) => {
      if (request.url.startsWith('/interaction/')) {
        provider.interactionFinished(request, response, { login: { accountId: own.account } }).catch((error) => { response.statusCode = 500; response.end(String(error)); });
      } else {
        answer(request, response);
      }
    }).listen(port, '127.0.0.1');
    await once(own.server, 'listening');
    return own;
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}
