/** Routes that start from events of the inbox: {@code returning-ai-event:<type>}. */
@NullMarked
package ai.returning.routes.component.event;

import org.jspecify.annotations.NullMarked;
