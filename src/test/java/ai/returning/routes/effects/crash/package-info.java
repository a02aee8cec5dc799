/** Processes that are killed while they do effects, and what the tenant shows afterwards. */
package ai.returning.routes.effects.crash;
