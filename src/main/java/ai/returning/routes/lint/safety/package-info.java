/** Rules about what Camel does silently and what then does harm: lost batches, effects done twice, endless memory. */
@NullMarked
package ai.returning.routes.lint.safety;

import org.jspecify.annotations.NullMarked;
