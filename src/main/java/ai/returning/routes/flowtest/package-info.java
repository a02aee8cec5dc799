/** Tests of flows and Kamelets that are written in YAML: the format, the runner, and what a failure says. */
@NullMarked
package ai.returning.routes.flowtest;

import org.jspecify.annotations.NullMarked;
