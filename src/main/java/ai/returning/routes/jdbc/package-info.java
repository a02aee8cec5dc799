/** Opening the state database, dialects, migrations. */
@NullMarked
package ai.returning.routes.jdbc;

import org.jspecify.annotations.NullMarked;
