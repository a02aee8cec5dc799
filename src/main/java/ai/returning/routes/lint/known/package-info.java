/** What the rules know beside the files: components, Kamelets, the contract. Each is read once, when first asked for. */
@NullMarked
package ai.returning.routes.lint.known;

import org.jspecify.annotations.NullMarked;
