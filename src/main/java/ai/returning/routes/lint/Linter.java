package ai.returning.routes.lint;

import ai.returning.routes.lint.dsl.DslSchema;
import ai.returning.routes.support.shape.Shape;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks a project, or some of its files. Reads each file once, changes nothing. */
public final class Linter {
    private static final Set<FileKind> LOADED_AT_START = Set.of(
            FileKind.ROUTE,
            FileKind.KAMELET,
            FileKind.MAPPING,
            FileKind.RULES,
            FileKind.SETTINGS,
            FileKind.CONTRACT,
            FileKind.FIELDS,
            // Without them, what they waive stops the start.
            FileKind.WAIVERS);

    private final Path root;
    private final Path flows;
    private final Map<FileKind, Shape> shapes;
    private final DslSchema schema;
    private final Clock clock;

    /** @param root the folder with {@code routes} and {@code config} */
    public Linter(Path root) {
        this(root.toAbsolutePath().normalize(), Path.of("routes"), Map.of(), DslSchema.get(), Clock.systemUTC());
    }

    private Linter(Path root, Path flows, Map<FileKind, Shape> shapes, DslSchema schema, Clock clock) {
        this.root = root;
        this.flows = root.resolve(flows);
        this.shapes = Map.copyOf(shapes);
        this.schema = schema;
        this.clock = clock;
    }

    /** What files of some kinds look like, where this package cannot know it; such a finding is {@code bad-test}. */
    public Linter shapes(Map<FileKind, Shape> more) {
        return new Linter(root, flows, more, schema, clock);
    }

    /** Where the flows lie if not in {@code routes}: a setting of the service ({@code returning-ai.flows}). */
    public Linter flows(Path folder) {
        return new Linter(root, folder, shapes, schema, clock);
    }

    /** From which moment on schedules are held against changes of the clock. */
    Linter at(Clock moment) {
        return new Linter(root, flows, shapes, schema, moment);
    }

    /**
     * Checks everything, and reports what lies in the given files and folders.
     *
     * @param paths files and folders below the root, or elsewhere; empty takes all of the project
     */
    public LintReport check(List<Path> paths) {
        List<Path> asked =
                paths.stream().map(path -> path.toAbsolutePath().normalize()).toList();
        return report(true, asked, new Scope(root, asked));
    }

    /** Checks what a service loads, by the rules it depends on. */
    public LintReport checkAtStart() {
        return report(false, List.of(), new Scope(root, List.of()));
    }

    /** The folder that is checked. */
    Path root() {
        return root;
    }

    private LintReport report(boolean whole, List<Path> asked, Scope scope) {
        Findings findings = new Findings();
        Project project = new ProjectReader(root, flows, findings).read(whole, asked);
        rules().forEach(rule -> rule.check(project, findings));
        boolean settings = WithoutSettings.areThere(project);
        Waivers waivers = Waivers.read(project, findings);
        List<Finding> kept = new ArrayList<>();
        int waived = 0;
        for (Finding finding : findings.sorted()) {
            if (!settings && WithoutSettings.isGuess(finding)) {
                continue;
            }
            if (waivers.covers(finding)) {
                waived += scope.holds(finding.file()) ? 1 : 0;
            } else if (scope.holds(finding.file()) && (whole || stopsTheStart(finding))) {
                kept.add(finding);
            }
        }
        if (whole && scope.isWhole()) {
            Findings stale = new Findings();
            waivers.reportStale(stale);
            kept.addAll(stale.sorted());
            kept.sort(Finding.ORDER);
        }
        int files = (int) project.files().stream()
                .map(SourceFile::name)
                .distinct()
                .filter(scope::holds)
                .count();
        return new LintReport(kept, files, waived);
    }

    private List<Rule> rules() {
        List<Rule> rules = new ArrayList<>(FormRules.all(schema));
        rules.add(new ShapeRule(shapes));
        rules.addAll(KnowingRules.all(clock));
        return rules;
    }

    private static boolean stopsTheStart(Finding finding) {
        boolean loaded = LOADED_AT_START.contains(Kinds.of(finding.file()))
                || finding.rule().equals(RuleName.UNREADABLE.text());
        return loaded && RuleName.of(finding.rule()).map(RuleName::atStart).orElse(true);
    }
}
