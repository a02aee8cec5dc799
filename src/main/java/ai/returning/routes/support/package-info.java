/** The thin leaf that every other package may use: error catalogue, failpoints, located YAML, name suggestions, redaction. */
@NullMarked
package ai.returning.routes.support;

import org.jspecify.annotations.NullMarked;
