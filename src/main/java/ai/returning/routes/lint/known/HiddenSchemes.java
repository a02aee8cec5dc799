package ai.returning.routes.lint.known;

import ai.returning.routes.lint.EndpointUse;
import ai.returning.routes.lint.RouteView;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the component behind a URI that begins with a place: {@code uri: "{{url}}/orders"}. */
final class HiddenSchemes {
    private static final Pattern FIRST = Pattern.compile("^\\s*(\\{\\{[^{}]+}})(.*)$", Pattern.DOTALL);
    private static final Pattern URI = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(?://)?([^?]*).*", Pattern.DOTALL);

    private final Knowledge known;

    HiddenSchemes(Knowledge known) {
        this.known = known;
    }

    /** The endpoint with scheme and path as far as a value of the place is known; else as it was. */
    EndpointUse resolved(RouteView route, EndpointUse use) {
        Matcher first = FIRST.matcher(use.uri());
        if (!first.matches()) {
            return use;
        }
        return values(route, first.group(1))
                .map(value -> URI.matcher(value + first.group(2)))
                .filter(Matcher::matches)
                .findFirst()
                .map(uri -> new EndpointUse(
                        use.where(), use.uri(), uri.group(1), uri.group(2), use.options(), use.values()))
                .orElse(use);
    }

    /** What may stand in a place, the likeliest first. */
    private Stream<String> values(RouteView route, String text) {
        Place place = Place.in(text).get(0);
        Optional<PropertyFacts> property = known.property(route, place.name());
        Stream<Optional<String>> own = Stream.of(known.filled(route, text), property.flatMap(PropertyFacts::example));
        Stream<String> given = property.isEmpty()
                ? Stream.empty()
                : known.kamelet(route).stream().flatMap(this::calls).flatMap(call -> call.value(place.name()).stream());
        return Stream.concat(own.flatMap(Optional::stream), given).filter(value -> !value.isBlank());
    }

    private Stream<Given> calls(KameletFile kamelet) {
        return known.routes().stream()
                .flatMap(route -> route.walk()
                        .flatMap(step -> step.endpoint().stream())
                        .filter(use -> use.scheme().equals("kamelet")
                                && Calls.name(use).equals(kamelet.name()))
                        .map(use -> new Given(known, route, use)));
    }

    /** A call of the Kamelet, and what it gives. */
    private record Given(Knowledge known, RouteView route, EndpointUse use) {
        Optional<String> value(String property) {
            return Optional.ofNullable(use.values().get(property)).flatMap(text -> known.filled(route, text));
        }
    }
}
