package ai.returning.routes.lint;

import ai.returning.routes.support.YamlNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file as the rules see it; also a YAML block of a Markdown page, whose lines count from the page's top.
 *
 * @param path where it is
 * @param name path from the root of the project, with slashes
 * @param kind what it is for
 * @param text all of it, or the text of the block
 * @param root its YAML; null if it is no YAML, or could not be read and was reported
 * @param lineOffset lines above the block in its page; 0 for a whole file
 * @param columnOffset columns left of the block in its page
 */
public record SourceFile(
        Path path,
        String name,
        FileKind kind,
        String text,
        @Nullable YamlNode root,
        int lineOffset,
        int columnOffset) {

    public int line(int inText) {
        return inText + lineOffset;
    }

    public int column(int inText) {
        return inText + columnOffset;
    }

    public boolean isBlock() {
        return lineOffset > 0;
    }
}
