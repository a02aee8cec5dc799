package ai.returning.routes.service;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.lint.Linter;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;

/** Looks at all settings before anything is opened, and refuses the start with a line for each thing that is wrong. */
final class StartCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    /** Folders among those of the flows that all flows share. */
    private static final Set<String> SHARED = Set.of("kamelets", "shared");

    private final Path root;
    private final @Nullable String flow;

    private StartCheck(Path root, @Nullable String flow) {
        this.root = root;
        this.flow = flow;
    }

    /** Of everything. */
    static StartCheck ofAll(Path root) {
        return new StartCheck(root, null);
    }

    /** Of one flow, and of what all flows share. */
    static StartCheck ofOne(Path root, String flow) {
        return new StartCheck(root, flow);
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        List<StartProblem> problems = problems(context.getEnvironment());
        if (!problems.isEmpty()) {
            throw refusal(problems);
        }
    }

    /** Everything that is wrong, sorted by place. */
    List<StartProblem> problems(ConfigurableEnvironment environment) {
        List<StartProblem> problems = new ArrayList<>(SettingFiles.check(root, environment.getActiveProfiles()));
        Set<String> told = problems.stream().map(StartProblem::place).collect(Collectors.toCollection(HashSet::new));
        // What a file says wrongly was told with its value; the binder finds it once more.
        SettingValues.check(environment).stream()
                .filter(problem -> problem.place().isEmpty() || !told.contains(problem.place()))
                .forEach(problems::add);
        if (!environment.acceptsProfiles(Profiles.of(DemoGuard.PROFILE))) {
            problems.addAll(missing(environment));
        }
        findings(flows(environment))
                .filter(finding -> !told.contains(finding.place()))
                .forEach(problems::add);
        problems.sort(Comparator.comparing(StartProblem::place, StartCheck::byFileAndLine));
        return problems;
    }

    /** What the checks of the files find that the service depends on. */
    private Stream<StartProblem> findings(Path flows) {
        return new Linter(root)
                .flows(flows).checkAtStart().findings().stream()
                        .filter(finding -> concerns(root.resolve(finding.file()), root.resolve(flows)))
                        .map(finding -> new StartProblem(
                                ErrorCode.FILES_UNFIT,
                                finding.file() + ":" + finding.line(),
                                finding.rule() + " " + finding.problem()
                                        + (finding.advice().isEmpty() ? "" : " → " + finding.advice())));
    }

    /** Whether a file has to do with what starts here: not that of another flow. */
    private boolean concerns(Path file, Path flows) {
        Path from = flows.toAbsolutePath().normalize();
        Path to = file.toAbsolutePath().normalize();
        boolean ofAFlow = to.startsWith(from)
                && to.getNameCount() > from.getNameCount() + 1
                && !SHARED.contains(to.getName(from.getNameCount()).toString());
        Path folder = to.getParent();
        return flow == null || !ofAFlow || folder == null || folder.endsWith(flow);
    }

    /** As the settings say, if they can be read. */
    private static Path flows(ConfigurableEnvironment environment) {
        return Binder.get(environment)
                .bind(SettingsShape.ROOT + ".flows", Bindable.of(Path.class), new IgnoreErrorsBindHandler())
                .orElse(Path.of("routes"));
    }

    private List<StartProblem> missing(ConfigurableEnvironment environment) {
        // Values that cannot be used were told; here their defaults do.
        ReturningAiProperties properties = Binder.get(environment)
                .bindOrCreate(
                        SettingsShape.ROOT, Bindable.of(ReturningAiProperties.class), new IgnoreErrorsBindHandler());
        try {
            Contract contract = new ApiConfiguration().contract(properties);
            List<FlowUse> flows = new FlowScan(properties.flows(), environment::getProperty)
                    .read().stream()
                            .filter(use -> flow == null || use.flow().equals(flow))
                            .toList();
            return NeededSettings.check(environment, properties, contract, flows);
        } catch (RaiException e) {
            return List.of(new StartProblem(e.code(), "", e.sentence()));
        }
    }

    /** Text order, but numbers by value, so that line 9 comes before line 12. */
    private static int byFileAndLine(String one, String other) {
        Comparator<String> byFile = Comparator.comparing(place -> place.replaceFirst(":\\d+$", ""));
        return byFile.thenComparingInt(StartCheck::lineOf).compare(one, other);
    }

    private static int lineOf(String place) {
        return place.matches(".*:\\d{1,9}") ? Integer.parseInt(place.substring(place.lastIndexOf(':') + 1)) : 0;
    }

    /** One error with all lines, each with its code. */
    private static RaiException refusal(List<StartProblem> problems) {
        ErrorCode first = problems.get(0).code();
        String lines = problems.stream().map(StartProblem::line).collect(Collectors.joining("\n"));
        return new RaiException(first, lines.substring(first.code().length() + 1));
    }
}
