/** The application: settings, wiring, start, shutdown, and the management port of a running service. */
@NullMarked
package ai.returning.routes.service;

import org.jspecify.annotations.NullMarked;
