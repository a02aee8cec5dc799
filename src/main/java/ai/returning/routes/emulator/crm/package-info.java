/** Stand-ins of CRMs: real HTTP with paging, limits and faults, for tests and demos without an account. */
@NullMarked
package ai.returning.routes.emulator.crm;

import org.jspecify.annotations.NullMarked;
