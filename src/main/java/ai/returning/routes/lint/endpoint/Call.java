package ai.returning.routes.lint.endpoint;

import ai.returning.routes.lint.EndpointUse;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.Fix;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.lint.Step;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.lint.known.Nodes;
import ai.returning.routes.lint.known.OptionFacts;
import ai.returning.routes.lint.known.Place;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.YamlNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One endpoint in a route, and how to report about its options. */
record Call(Knowledge known, RouteView route, Step step, EndpointUse use, Findings findings) {
    /** So many names can be read in a line. */
    private static final int MANY = 12;

    SourceFile file() {
        return route.file();
    }

    boolean isStart() {
        return step.name().equals("from");
    }

    /** What an option has when the route is read; empty if that is not known, or the message fills it. */
    Optional<String> constant(String option) {
        return Optional.ofNullable(use.values().get(option))
                .flatMap(text -> known.filled(route, text))
                .filter(text -> !text.contains("${") && !text.startsWith("#") && !text.startsWith("RAW("));
    }

    void report(RuleName rule, String problem, String advice) {
        findings.add(file(), use.where(), rule, problem, advice);
    }

    void reportAt(String option, RuleName rule, String problem, String advice) {
        findings.add(file(), use.options().getOrDefault(option, use.where()), rule, problem, advice);
    }

    /** Reports a name nobody knows; a near one can be put in its place. */
    void unknown(String option, RuleName rule, String problem, Collection<String> names) {
        String near = Optional.ofNullable(Nearest.of(option, names))
                .or(() -> byLastPart(option, names))
                .orElse(null);
        Optional<YamlNode> key = Nodes.find(step.value(), "parameters").flatMap(all -> Nodes.key(all, option));
        YamlNode where = key.orElse(use.options().getOrDefault(option, use.where()));
        String advice =
                near != null ? near : names.isEmpty() ? "leave it out: there are no options" : few(option, names);
        Optional<Fix> fix = near == null || names.stream().anyMatch(name -> !name.equals(near) && same(option, name))
                ? Optional.empty()
                : key.map(node -> replaced(node, near));
        findings.add(file(), where, rule, problem, advice, fix);
    }

    /** A name whose prefix was left out: {@code httpClient.connectTimeout} for {@code connectTimeout}. */
    private static Optional<String> byLastPart(String option, Collection<String> names) {
        List<String> prefixed =
                names.stream().filter(name -> name.indexOf('.') > 0).toList();
        String near = Nearest.of(
                option,
                prefixed.stream()
                        .map(name -> name.substring(name.indexOf('.') + 1))
                        .toList());
        return prefixed.stream()
                .filter(name -> near != null && name.endsWith("." + near))
                .findFirst();
    }

    /** The names to choose from; of many those that share a word with what was written. */
    private String few(String option, Collection<String> names) {
        if (names.size() == 1) {
            return names.iterator().next() + ", the only one";
        }
        if (names.size() <= MANY) {
            return "one of " + String.join(", ", names);
        }
        List<String> words = words(option);
        List<String> alike = names.stream()
                .filter(name -> words(name).stream().anyMatch(words::contains))
                .limit(MANY)
                .toList();
        return alike.isEmpty()
                ? "leave it out, or another option of " + use.scheme() + ":"
                : "perhaps " + String.join(", ", alike);
    }

    private static List<String> words(String option) {
        return List.of(
                option.toLowerCase(Locale.ROOT).equals(option)
                        ? option.split("[-_.]")
                        : option.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                                .toLowerCase(Locale.ROOT)
                                .split(" "));
    }

    private static boolean same(String a, String b) {
        return a.equalsIgnoreCase(b);
    }

    private Fix replaced(YamlNode node, String text) {
        String all = file().text();
        return new Fix(List.of(
                new Fix.Edit(all.offsetByCodePoints(0, node.begin()), all.offsetByCodePoints(0, node.end()), text)));
    }

    /** Reports a constant value that does not fit; where it comes from a setting, it is the setting that is wrong. */
    void checkValue(OptionFacts option, String name) {
        constant(name)
                .flatMap(text -> ValueForm.problem(option.type(), option.words(), text))
                .ifPresent(rule -> wrongValue(name, rule));
    }

    void wrongValue(String name, String rule) {
        String written = use.values().getOrDefault(name, "");
        List<Place> places = Place.in(written);
        Optional<Place> setting = places.stream()
                .filter(place -> known.property(route, place.name()).isEmpty())
                .findFirst();
        String value = constant(name).orElse("");
        if (setting.isPresent()) {
            reportAt(
                    name,
                    RuleName.WRONG_SETTING,
                    "setting " + setting.get().name() + " is '" + value + "', which does not fit option '" + name
                            + "' of " + title(),
                    rule);
        } else {
            reportAt(
                    name,
                    RuleName.WRONG_OPTION,
                    "option '" + name + "' of " + title() + " cannot be '" + value + "'",
                    rule);
        }
    }

    String title() {
        return use.scheme() + ":" + use.path().replaceFirst("^[^:]*@", "");
    }
}
