/** The Camel components returning-ai and returning-ai-sync: the only Camel code. */
@NullMarked
package ai.returning.routes.component;

import org.jspecify.annotations.NullMarked;
