package ai.returning.routes.lint.safety;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.lint.EndpointUse;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.Step;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.support.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A sync must stop at its first error and take its batches in order. By default Camel goes on, settles with a batch
 * missing and calls the run a success. The same is demanded when a route starts.
 */
public final class SyncSafety implements Check {
    private static final Set<String> SWALLOWS = Set.of("doTry", "circuitBreaker");
    private static final Set<String> REORDERS = Set.of("threads", "aggregate", "resequence");
    private static final Set<String> OTHER_BODY = Set.of("setBody", "transform", "convertBodyTo", "split");

    @Override
    public void check(Knowledge known, Findings findings) {
        known.routes().stream().filter(SyncSafety::isSync).forEach(route -> new Sync(known, route, findings).check());
    }

    /** Whether a route runs a sync. */
    static boolean isSync(RouteView route) {
        return route.from().flatMap(Step::endpoint).filter(use -> is(use, "run")).isPresent();
    }

    private static boolean is(EndpointUse use, String step) {
        return use.scheme().equals("returning-ai-sync") && use.path().equals(step);
    }

    private record Sync(Knowledge known, RouteView route, Findings findings) {

        void check() {
            Handler.of(known, route).forEach(this::handler);
            List<Step> splits =
                    route.walk().filter(step -> step.name().equals("split")).toList();
            if (splits.isEmpty()) {
                report(
                        route.key(),
                        "the sync has no split over its batches",
                        "split ${body} with streaming and stopOnException after returning-ai-sync:read");
            } else {
                order();
            }
            splits.forEach(this::split);
            splits.forEach(this::sends);
            route.walk().forEach(this::step);
        }

        private void report(YamlNode where, String problem, String advice) {
            findings.add(route.file(), where, RuleName.UNSAFE_SYNC, problem, advice);
        }

        private void handler(Handler handler) {
            String at = " (" + handler.place() + ")";
            if (handler.isOnException()) {
                for (String word : List.of("handled", "continued")) {
                    if (handler.says(word)) {
                        report(
                                route.key(),
                                "the onException of " + handler.owner() + at + " has '" + word
                                        + "', so the run would go on with a batch missing",
                                "a configuration such as stop-on-failure, without " + word);
                    }
                }
            } else if (!Set.of("defaultErrorHandler", "noErrorHandler").contains(handler.kind())) {
                report(
                        route.key(),
                        "the error handler of " + handler.owner() + at + " is a " + handler.kind()
                                + ", after which the run may go on",
                        "defaultErrorHandler without redelivery");
            }
            handler.repeats(known)
                    .ifPresent(how -> report(
                            route.key(),
                            "the " + (handler.isOnException() ? "onException" : "error handler") + " of "
                                    + handler.owner() + at + " has " + how + ", which would send a batch twice",
                            "a configuration without redelivery"));
        }

        private void split(Step split) {
            if (!flag(split, "streaming")) {
                report(split.key(), "the split over batches holds all rows in memory", "streaming: true");
            }
            if (!flag(split, "stopOnException")) {
                report(split.key(), "the split goes on after a failed batch", "stopOnException: true");
            }
            for (String key : List.of("parallelProcessing", "parallelAggregate")) {
                if (flag(split, key)) {
                    report(split.key(), "the split works on batches side by side", "leave " + key + " out");
                }
            }
            for (String key : List.of("executorService", "timeout")) {
                if (split.node(key).isPresent()) {
                    report(split.key(), "the split has '" + key + "'", "leave " + key + " out");
                }
            }
            if (flag(split, "shareUnitOfWork")) {
                report(split.key(), "the split has 'shareUnitOfWork'", "leave shareUnitOfWork out");
            }
        }

        private boolean flag(Step step, String key) {
            return step.option(key)
                    .flatMap(text -> known.filled(route, text))
                    .filter("true"::equals)
                    .isPresent();
        }

        /** A batch goes out in files only; what other bodies a split makes is seen when it runs. */
        private void sends(Step split) {
            for (Step step : split.children()) {
                if (OTHER_BODY.contains(step.name())) {
                    return;
                }
                Optional<Operation> operation = step.endpoint().flatMap(known::operation);
                if (operation.isPresent() && operation.get().csv().isEmpty()) {
                    report(
                            step.key(),
                            "operation " + operation.get().id() + " takes no file, so it cannot send batches",
                            "a bulk operation such as bulkUpdateUsers");
                }
            }
        }

        private void step(Step step) {
            if (SWALLOWS.contains(step.name())) {
                report(step.key(), "'" + step.name() + "' may swallow the error of a batch", "take it out");
            } else if (REORDERS.contains(step.name())) {
                report(step.key(), "'" + step.name() + "' changes the order or thread of batches", "take it out");
            } else if (step.name().equals("multicast") && !flag(step, "stopOnException")) {
                report(step.key(), "the multicast goes on after an error", "stopOnException: true");
            }
        }

        /** read, split over map, keep-changed and the sending, settle. */
        private void order() {
            int split = first("split");
            if (at("read") < 0 || split >= 0 && at("read") > split) {
                report(route.key(), "no returning-ai-sync:read stands before the split", "read, split, settle");
            }
            if (at("settle") < 0 || at("settle") < split) {
                report(
                        route.key(),
                        "no returning-ai-sync:settle stands after the split, so what was sent stays unsettled",
                        "returning-ai-sync:settle as the last step");
            }
            if (within("map") < 0) {
                report(route.key(), "the split has no returning-ai-sync:map", "map as its first step");
            } else if (within("keep-changed") >= 0 && within("keep-changed") < within("map")) {
                report(route.key(), "returning-ai-sync:keep-changed stands before map", "map, keep-changed, send");
            }
        }

        private int first(String name) {
            return indexOf(route.steps(), step -> step.name().equals(name));
        }

        private int at(String word) {
            return indexOf(route.steps(), step -> calls(step, word));
        }

        private int within(String word) {
            List<Step> inner = route.walk()
                    .filter(step -> step.parent() != null
                            && step.parent().name().equals("split"))
                    .toList();
            return indexOf(inner, step -> calls(step, word));
        }

        private static boolean calls(Step step, String word) {
            return step.endpoint().filter(use -> is(use, word)).isPresent();
        }

        private static int indexOf(List<Step> steps, Predicate<Step> wanted) {
            for (int i = 0; i < steps.size(); i++) {
                if (wanted.test(steps.get(i))) {
                    return i;
                }
            }
            return -1;
        }
    }
}
