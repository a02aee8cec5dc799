package ai.returning.routes.support;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads YAML 1.2 with the place of each node, so that an error can name file and line. No tags, few aliases. */
public final class Yaml {
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private Yaml() {}

    /**
     * Reads one document.
     *
     * @throws RaiException {@link ErrorCode#YAML_INVALID} with file, line and column
     */
    public static YamlNode read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new RaiException(
                        ErrorCode.YAML_INVALID,
                        file + " has more than " + MAX_BYTES + " bytes. Split it into smaller files.");
            }
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new RaiException(ErrorCode.YAML_INVALID, file + " is not there.", e);
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.YAML_INVALID, file + " cannot be read as UTF-8 text: " + e.getMessage() + ".", e);
        }
    }

    /** All documents of a text, in order; {@code name} stands for the file in messages. */
    public static List<YamlNode> documents(String name, String text) {
        try {
            List<YamlNode> documents = new ArrayList<>();
            composer(name, text).forEachRemaining(node -> documents.add(new YamlNode(name, node)));
            return documents;
        } catch (YamlEngineException e) {
            throw new RaiException(ErrorCode.YAML_INVALID, name + " is not valid YAML: " + oneLine(e), e);
        }
    }

    /** Reads a text; {@code name} stands for the file in messages. */
    public static YamlNode parse(String name, String text) {
        try {
            return composer(name, text)
                    .getSingleNode()
                    .map(node -> new YamlNode(name, node))
                    .orElseThrow(() -> new RaiException(ErrorCode.YAML_INVALID, name + " is empty."));
        } catch (YamlEngineException e) {
            throw new RaiException(ErrorCode.YAML_INVALID, name + " is not valid YAML: " + oneLine(e), e);
        }
    }

    private static Composer composer(String name, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setAllowDuplicateKeys(false)
                .build();
        StreamReader reader = new StreamReader(settings, new StringReader(text));
        return new Composer(settings, new GuardedParser(new ParserImpl(settings, reader)));
    }

    private static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
