/** How webhooks are sealed and proven: AES-256 envelopes, HMAC schemes, API keys. Both directions, plain Java. */
@NullMarked
package ai.returning.routes.codec;

import org.jspecify.annotations.NullMarked;
