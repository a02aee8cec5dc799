/** Rules about data: expressions, headers and variables, mappings, queries, the contract. */
@NullMarked
package ai.returning.routes.lint.data;

import org.jspecify.annotations.NullMarked;
