/** CRMs as sources: what changed since the last run, page by page, within the limits the CRM sets. */
@NullMarked
package ai.returning.routes.sync.source.crm;

import org.jspecify.annotations.NullMarked;
