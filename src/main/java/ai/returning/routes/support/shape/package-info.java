/** What our own YAML files may look like: one description from which they are checked and editors get their schema. */
@NullMarked
package ai.returning.routes.support.shape;

import org.jspecify.annotations.NullMarked;
