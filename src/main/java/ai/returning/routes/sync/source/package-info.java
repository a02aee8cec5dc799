/** Reads a query as rows in PostgreSQL's COPY text form, from any JDBC source, ahead of the route. */
@NullMarked
package ai.returning.routes.sync.source;

import org.jspecify.annotations.NullMarked;
