package ai.returning.routes.lint;

import ai.returning.routes.lint.Fix.Edit;
import ai.returning.routes.lint.dsl.Slip;
import ai.returning.routes.lint.dsl.Slip.Pair;
import ai.returning.routes.support.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns short and old forms into those that spell everything out. */
final class DslFixes {
    private static final int STEP = 2;

    private DslFixes() {}

    static Optional<Fix> of(SourceFile file, Slip slip, Pair pair) {
        return switch (slip.kind()) {
            case DASHES -> Optional.of(Fix.replace(file.begin(pair.key()), file.end(pair.key()), slip.name()));
            case SHORT -> below(file, pair, slip.name());
            case BARE -> around(file, pair, slip.name());
            default -> Optional.empty();
        };
    }

    /** {@code to: x} becomes {@code to:} with {@code uri: x} below it. */
    private static Optional<Fix> below(SourceFile file, Pair pair, String name) {
        int keyEnd = file.end(pair.key());
        int begin = file.begin(pair.value());
        int end = file.end(pair.value());
        if (pair.parent().isFlow()) {
            return Optional.of(new Fix(List.of(new Edit(begin, begin, "{" + name + ": "), new Edit(end, end, "}"))));
        }
        if (!file.text().substring(keyEnd, begin).matches("\\s*:\\s*")) {
            return Optional.empty();
        }
        List<Edit> edits = new ArrayList<>();
        String line = Blocks.lineAt(file, pair.key().column() + STEP);
        edits.add(new Edit(keyEnd, begin, ":" + line + name + ": "));
        edits.addAll(Blocks.indent(file, begin, end, STEP));
        return Optional.of(new Fix(edits));
    }

    /** {@code simple: ...} becomes {@code expression:} with {@code simple: ...} below it. */
    private static Optional<Fix> around(SourceFile file, Pair pair, String name) {
        YamlNode key = pair.key();
        int begin = file.begin(key);
        int end = file.end(pair.value());
        List<Edit> edits = new ArrayList<>();
        if (pair.parent().isFlow()) {
            edits.add(new Edit(begin, begin, name + ": {"));
            edits.add(new Edit(end, end, "}"));
        } else {
            edits.add(new Edit(begin, begin, name + ":" + Blocks.lineAt(file, key.column() + STEP)));
            edits.addAll(Blocks.indent(file, begin, end, STEP));
            // Changes nothing, but keeps other changes out of what moves.
            edits.add(new Edit(end, end, ""));
        }
        return Optional.of(new Fix(edits));
    }
}
