package ai.returning.routes.component;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EndpointUriFactory;

/** Refuses options an endpoint does not have, and names the one that was probably meant. */
public final class EndpointOptions {
    private EndpointOptions() {}

    /** Whether a text holds only plain places such as {@code ${variable.userId}}, so that data cannot become code. */
    public static boolean isPlain(String text) {
        return OptionText.isPlain(text);
    }

    /** All options an endpoint of the scheme takes; what is generated from its class knows them. */
    static Set<String> names(CamelContext context, String scheme) {
        EndpointUriFactory factory = context.getCamelContextExtension().getEndpointUriFactory(scheme);
        return new TreeSet<>(factory == null ? Set.of() : factory.propertyNames());
    }

    /** Refuses the first option that is not known, with the nearest right name. */
    public static void refuseUnknown(String uri, Collection<String> given, Collection<String> known) {
        for (String name : given) {
            if (!known.contains(name)) {
                throw unknown(name, scheme(uri), known);
            }
        }
    }

    static RaiException unknown(String name, String where, Collection<String> known) {
        return new RaiException(
                ErrorCode.OPTION_UNKNOWN,
                "Option '" + name + "' is not known by " + where + "." + Nearest.hint(name, known)
                        + (known.isEmpty() ? " It takes none." : " It takes: " + String.join(", ", known) + "."));
    }

    /** The endpoint without its options, which may hold personal values. */
    static String scheme(String uri) {
        int options = uri.indexOf('?');
        return (options < 0 ? uri : uri.substring(0, options)).replace("://", ":");
    }
}
