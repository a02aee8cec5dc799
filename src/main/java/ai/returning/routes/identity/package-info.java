/** Whom a name means: e-mail address, short id, user name and object id of the users of a tenant. Plain Java. */
@NullMarked
package ai.returning.routes.identity;

import org.jspecify.annotations.NullMarked;
