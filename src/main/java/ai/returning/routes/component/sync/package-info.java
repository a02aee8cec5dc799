/** The component returning-ai-sync: the steps of a sync route, the consumer that runs a flow, and what makes it safe. */
@NullMarked
package ai.returning.routes.component.sync;

import org.jspecify.annotations.NullMarked;
