/** The YAML DSL as the schema of the Camel in use describes it. */
@NullMarked
package ai.returning.routes.lint.dsl;

import org.jspecify.annotations.NullMarked;
