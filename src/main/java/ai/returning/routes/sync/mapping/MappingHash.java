package ai.returning.routes.sync.mapping;

import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.support.YamlNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** SHA-256 over what decides what a row becomes: comments, layout and examples of the file do not count. */
final class MappingHash {
    private static final String EXAMPLES = "examples";

    private final StringBuilder form = new StringBuilder();

    private MappingHash() {}

    static String of(YamlNode file, CsvShape csv, List<FieldSpec> fields) {
        MappingHash hash = new MappingHash();
        for (Map.Entry<YamlNode, YamlNode> pair : file.pairs()) {
            if (!EXAMPLES.equals(pair.getKey().text())) {
                hash.node(pair.getKey());
                hash.node(pair.getValue());
            }
        }
        fields.forEach(field -> hash.target(field.target()));
        hash.item(csv.emptyCell().name());
        hash.item(csv.operatorSuffix());
        return sha256(hash.form.toString());
    }

    private void node(YamlNode node) {
        if (node.isMap()) {
            form.append('{');
            node.pairs().forEach(pair -> {
                node(pair.getKey());
                node(pair.getValue());
            });
            form.append('}');
        } else if (node.isList()) {
            form.append('[');
            node.items().forEach(this::node);
            form.append(']');
        } else {
            item(node.isNull() ? "~" : "=" + node.text());
        }
    }

    private void target(CommunityField field) {
        item(field.name());
        item(field.type().word());
        item(Integer.toString(field.scale()));
        item(field.format());
        item(Boolean.toString(field.ignoreCase()));
    }

    /** With its length, so that no two forms read the same. */
    private void item(String text) {
        form.append(text.length()).append(':').append(text);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
