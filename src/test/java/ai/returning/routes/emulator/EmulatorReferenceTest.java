package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Makes {@code docs/reference/emulator.md} from the marks on the behaviours, and holds the marks complete. */
class EmulatorReferenceTest {
    private static final Path PAGE = Path.of("docs/reference/emulator.md");
    private static final String COMMAND = "mvn -q test -Dtest=EmulatorReferenceTest -Ddocs.update=true";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("ai.returning.routes.emulator");

    private record Row(String of, String does, String evidence, String source) {}

    @Test
    void everyHandlerIsABehaviour() {
        assertThat(methods()
                        .filter(EmulatorReferenceTest::answersACall)
                        .filter(method -> !method.isAnnotatedWith(Behaviour.class)))
                .isEmpty();
        assertThat(methods().filter(EmulatorReferenceTest::answersACall)).hasSizeGreaterThanOrEqualTo(7);
    }

    @Test
    void everyBehaviourSaysOnceWhatItRestsOn() {
        assertThat(methods().filter(method -> {
                    boolean documented = method.isAnnotatedWith(Documented.class);
                    boolean assumed = method.isAnnotatedWith(Assumed.class);
                    return method.isAnnotatedWith(Behaviour.class) ? documented == assumed : documented || assumed;
                }))
                .isEmpty();
    }

    @Test
    void theReferencePageIsFresh() throws Exception {
        String page = page();
        if (Boolean.getBoolean("docs.update")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("%s is stale; run: %s", PAGE, COMMAND)
                .isEqualTo(page);
    }

    private java.util.stream.Stream<JavaMethod> methods() {
        return classes.stream().flatMap(type -> type.getMethods().stream());
    }

    private static boolean answersACall(JavaMethod method) {
        return method.getRawReturnType().isEquivalentTo(HttpReply.class)
                && method.getRawParameterTypes().size() == 1
                && method.getRawParameterTypes().get(0).isEquivalentTo(Call.class)
                && !method.getOwner().isInterface()
                && !method.getName().startsWith("lambda$");
    }

    private String page() {
        List<Row> rows = methods()
                .filter(method -> method.isAnnotatedWith(Behaviour.class))
                .map(EmulatorReferenceTest::row)
                .sorted(Comparator.comparing(Row::of)
                        .thenComparing(Row::evidence)
                        .thenComparing(Row::does))
                .toList();
        StringBuilder page = new StringBuilder("<!-- Made from the marks in ai.returning.routes.emulator by: " + COMMAND
                + " -->\n# What the emulator does and what it rests on\n\n"
                + "`documented`: the vendor describes it publicly. `partial`: a part of it. `assumed`: our choice, until a live tenant shows"
                + " otherwise.\nThe prefixes, default fields and texts that are assumed stand in"
                + " `src/main/resources/ai/returning/routes/emulator/assumed-v1.yaml`.\n\n"
                + "| of | what it does | evidence | source or reason |\n| --- | --- | --- | --- |\n");
        for (Row row : rows) {
            page.append("| ")
                    .append(String.join(" | ", row.of(), row.does(), row.evidence(), row.source()))
                    .append(" |\n");
        }
        page.append(FaultTable.markdown());
        return page.toString();
    }

    private static Row row(JavaMethod method) {
        Behaviour behaviour = method.getAnnotationOfType(Behaviour.class);
        if (method.isAnnotatedWith(Documented.class)) {
            Documented mark = method.getAnnotationOfType(Documented.class);
            String source = mark.page() + " (" + mark.asOf() + ")";
            return mark.except().isEmpty()
                    ? new Row(behaviour.of(), behaviour.does(), "documented", source)
                    : new Row(behaviour.of(), behaviour.does(), "partial", source + "; our choice: " + mark.except());
        }
        Assumed mark = method.getAnnotationOfType(Assumed.class);
        return new Row(behaviour.of(), behaviour.does(), "assumed", mark.why());
    }

    /** The words of the fault script, so that the page lists each of them. */
    private static final class FaultTable {
        static String markdown() {
            return "\n## Faults\n\nWords of the fault script (`POST /__admin/faults`), ours: "
                    + String.join(
                            ", ",
                            Fault.Kind.words().stream()
                                    .map(word -> "`" + word + "`")
                                    .toList())
                    + ".\n";
        }
    }
}
