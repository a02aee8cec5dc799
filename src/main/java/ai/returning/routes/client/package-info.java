/** One HTTP client for the API: auth, envelopes, error classes, streaming multipart. No Camel, no Spring. */
@NullMarked
package ai.returning.routes.client;

import org.jspecify.annotations.NullMarked;
