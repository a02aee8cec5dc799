package ai.returning.routes.sync.mapping;

import ai.returning.routes.contract.Evidence;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The declared fields of the community, from {@code config/community-fields.yaml}. Immutable. */
public final class CommunityFields {
    private final Path file;
    private final Map<String, CommunityField> fields;

    private CommunityFields(Path file, Map<String, CommunityField> fields) {
        this.file = file;
        this.fields = fields;
    }

    /**
     * Reads the file.
     *
     * @throws ai.returning.routes.support.RaiException MAPPING_INVALID with {@code file:line}; YAML_INVALID if it is
     *     not YAML
     */
    public static CommunityFields load(Path file) {
        YamlNode node = Yaml.read(file);
        FieldsShape.shape().demand(node, ErrorCode.MAPPING_INVALID);
        Entries root = Entries.of(node, "the file of community fields");
        Map<String, CommunityField> fields = new LinkedHashMap<>();
        Entries declared = Entries.of(root.require("fields"), "the list of fields");
        declared.forEach((name, value) -> fields.put(name, field(name, value)));
        return new CommunityFields(file, Collections.unmodifiableMap(fields));
    }

    private static CommunityField field(String name, YamlNode node) {
        Entries entries = Entries.of(node, "field '" + name + "'");
        CommunityField.Type type = CommunityField.Type.valueOf(enumName(entries.text("type")));
        Evidence evidence = Evidence.valueOf(enumName(entries.text("evidence")));
        return new CommunityField(
                name,
                type,
                entries.integer("scale", 0),
                format(entries),
                entries.bool("ignore-case"),
                evidence,
                entries.has("read") ? entries.text("read") : null);
    }

    private static String format(Entries entries) {
        TimeFormat format = entries.timeFormat("format", TimeFormat.ISO_DATE);
        if (!format.isDate()) {
            throw entries.wrong("format", "a date needs yyyy, MM and dd, and nothing of the time of day");
        }
        return format.toString();
    }

    private static String enumName(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    public Optional<CommunityField> find(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** All names. */
    public Set<String> names() {
        return fields.keySet();
    }

    Path file() {
        return file;
    }
}
