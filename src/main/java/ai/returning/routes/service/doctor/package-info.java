/** Looks whether hosts, keys, databases and folders are as the flows need them. Writes nothing anywhere. */
@NullMarked
package ai.returning.routes.service.doctor;

import org.jspecify.annotations.NullMarked;
