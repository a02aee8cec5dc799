/** What tests of every package share: real databases, started once a JVM. */
@NullMarked
package ai.returning.routes.testing;

import org.jspecify.annotations.NullMarked;
