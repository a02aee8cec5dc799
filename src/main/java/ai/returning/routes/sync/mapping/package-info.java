/** Mapping files: typed fields, null policies, checks, compiled onto bytes. */
@NullMarked
package ai.returning.routes.sync.mapping;

import org.jspecify.annotations.NullMarked;
