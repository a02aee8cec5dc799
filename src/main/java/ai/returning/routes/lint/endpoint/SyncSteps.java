package ai.returning.routes.lint.endpoint;

import ai.returning.routes.component.sync.SyncStep;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.Step;
import ai.returning.routes.lint.known.SchemeFacts;
import ai.returning.routes.support.Nearest;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The steps of a sync: which there are, what each takes, and that what they name is there. */
final class SyncSteps {
    private SyncSteps() {}

    static void check(Call call, SchemeFacts facts) {
        String word = call.use().path();
        if (!SyncStep.words().contains(word)) {
            String near = Nearest.of(word, SyncStep.words());
            call.report(
                    RuleName.WRONG_OPTION,
                    "returning-ai-sync: has no step '" + word + "'",
                    near == null ? "one of " + String.join(", ", SyncStep.words()) : "returning-ai-sync:" + near);
            return;
        }
        SyncStep step = SyncStep.of(word);
        for (String name : call.use().options().keySet()) {
            if (!step.options().contains(name)) {
                call.unknown(
                        name,
                        RuleName.UNKNOWN_OPTION,
                        "option '" + name + "' is not known by returning-ai-sync:" + word,
                        step.options());
            } else {
                facts.option(name).ifPresent(option -> call.checkValue(option, name));
            }
        }
        if (call.isStart() != step.isStart()) {
            call.report(
                    RuleName.WRONG_OPTION,
                    step.isStart()
                            ? "returning-ai-sync:" + word + " starts a route and is not called in one"
                            : "a route cannot start from returning-ai-sync:" + word,
                    "returning-ai-sync:run, poll or receive in 'from', the other steps below it");
        } else if (step == SyncStep.POLL) {
            EventSteps.poll(call);
        } else if (step == SyncStep.RECEIVE) {
            EventSteps.receive(call);
        } else if (step == SyncStep.DECIDE) {
            EventSteps.decide(call);
        } else if (step == SyncStep.RUN) {
            run(call);
        } else if (step == SyncStep.READ) {
            read(call);
        }
    }

    private static void run(Call call) {
        if (blank(call, "flow")) {
            OptionCheck.missing(call, "flow");
            return;
        }
        call.constant("flow").filter(flow -> !call.file().isBlock()).ifPresent(flow -> {
            Set<String> flows = call.known().flows().mapped();
            if (!flows.contains(flow)) {
                String near = Nearest.of(flow, flows);
                call.reportAt(
                        "flow",
                        RuleName.WRONG_OPTION,
                        "flow '" + flow + "' has no mapping " + flow + ".mapping.yaml",
                        near == null ? "the name of the folder, with a mapping in it" : near);
            }
        });
    }

    private static void read(Call call) {
        source(call);
        if (isDatabase(call)) {
            query(call);
        } else if (!blank(call, "query")) {
            call.reportAt(
                    "query", RuleName.WRONG_OPTION, "the source is no database and takes no query", "no query here");
        }
    }

    /** The source is there and declared. */
    static void source(Call call) {
        if (blank(call, "source")) {
            OptionCheck.missing(call, "source");
        }
        call.constant("source").ifPresent(source -> {
            Set<String> sources = sources(call);
            boolean unread = call.known().project().settings().names().isEmpty();
            if (!sources.contains(source) && !unread) {
                String near = Nearest.of(source, sources);
                call.reportAt(
                        "source",
                        RuleName.WRONG_OPTION,
                        "source '" + source + "' is not declared",
                        near == null ? "declare returning-ai.sources." + source + " in config/application.yaml" : near);
            }
        });
    }

    /** Other sources declare their type. */
    private static boolean isDatabase(Call call) {
        return call.constant("source")
                .flatMap(source -> call.known().project().settings().value("returning-ai.sources." + source + ".type"))
                .filter(type -> !type.equals("database"))
                .isEmpty();
    }

    /** The SQL file is there. */
    static void query(Call call) {
        Optional<String> flow = call.route()
                .from()
                .flatMap(Step::endpoint)
                .map(from -> from.values().getOrDefault("flow", ""));
        Optional<String> named = call.constant("query").or(() -> flow.map(name -> name + ".sql"));
        if (call.file().isBlock() || named.isEmpty() || named.get().equals(".sql")) {
            return;
        }
        Set<String> queries = call.known().flows().queriesBeside(call.file());
        if (!queries.contains(named.get())) {
            String near = Nearest.of(named.get(), queries);
            call.reportAt(
                    "query",
                    RuleName.WRONG_OPTION,
                    "the folder of the flow has no query '" + named.get() + "'",
                    near == null ? "the name of an SQL file beside the mapping" : near);
        }
    }

    private static Set<String> sources(Call call) {
        String prefix = "returning-ai.sources.";
        Set<String> sources = new TreeSet<>();
        call.known().project().settings().names().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> sources.add(name.substring(prefix.length()).replaceFirst("\\..*", "")));
        return sources;
    }

    static boolean blank(Call call, String option) {
        return call.use().values().getOrDefault(option, "").isBlank();
    }
}
