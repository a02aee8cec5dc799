package ai.returning.routes.component;

/** An endpoint whose consumer says itself how its exchanges ended; {@link RouteFailures} keeps quiet about them. */
public interface OwnReport {}
