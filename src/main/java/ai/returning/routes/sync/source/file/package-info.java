/** Files as sources: CSV and JSON Lines from a folder here or on an SFTP server, each taken once. */
@NullMarked
package ai.returning.routes.sync.source.file;

import org.jspecify.annotations.NullMarked;
