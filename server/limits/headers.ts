/** What every answer says to a browser, errors included. */
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

const NONE = ["'none'"];
const SELF = ["'self'"];

/** No page of this server takes anything from elsewhere, runs what stands in its text, or is shown within another. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: NONE,
  scriptSrc: SELF,
  styleSrc: SELF,
  imgSrc: ["'self'", 'data:'],
  connectSrc: SELF,
  fontSrc: SELF,
  formAction: NONE,
  frameAncestors: NONE,
  baseUri: NONE,
};

/** For what is refused before there is a request: nothing in it is to be run, shown within a page or kept. */
export const BARE_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const;

export function registerSafeHeaders(app: FastifyInstance): void {
  // Made once: the plugin of the same name makes it anew for every request, which took longer than to judge an event.
  const setHeaders = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY },
    xFrameOptions: { action: 'deny' },
    // This server speaks plain http: whether there is TLS is known to the proxy in front alone.
    strictTransportSecurity: false,
  });
  app.addHook('onRequest', (request, reply, done) =>
    setHeaders(request.raw, reply.raw, (error) => done(error as Error)),
  );
  // Figures are of the moment, and a shared cache must not show them to others; what may be kept says so itself.
  app.addHook('onSend', async (_, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}
