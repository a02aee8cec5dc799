package ai.returning.routes.component.sync;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.model.ExpressionSubElementDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.model.errorhandler.RefErrorHandlerDefinition;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with the error handling of a sync route: it may only report, never handle or repeat. */
final class ErrorHandlerSafety {
    private ErrorHandlerSafety() {}

    static Optional<String> problem(CamelContext context, RouteDefinition route) {
        ErrorHandlerFactory factory = resolve(context, route.getErrorHandlerFactory());
        if (factory == null || factory instanceof NoErrorHandlerDefinition) {
            return Optional.empty();
        }
        if (factory instanceof DeadLetterChannelDefinition) {
            return Optional.of("its error handler is a dead letter channel, after which the run would go on");
        }
        if (factory.getClass() != DefaultErrorHandlerDefinition.class) {
            return Optional.of("its error handler is a " + factory.getClass().getSimpleName()
                    + "; only the default error handler without redelivery is allowed");
        }
        DefaultErrorHandlerDefinition handler = (DefaultErrorHandlerDefinition) factory;
        return handler.getRetryWhileRef() != null
                        || handler.getRetryWhilePredicate() != null
                        || repeats(handler.getRedeliveryPolicy(), handler.getRedeliveryPolicyRef())
                ? Optional.of("its error handler has redelivery, which would send a batch twice")
                : Optional.empty();
    }

    /** The handler that counts: the route's own, the one it refers to, or that of the context. */
    private static @Nullable ErrorHandlerFactory resolve(CamelContext context, @Nullable ErrorHandlerFactory factory) {
        ErrorHandlerFactory shared = context.getCamelContextExtension().getErrorHandlerFactory();
        if (!(factory instanceof RefErrorHandlerDefinition reference)) {
            return factory == null ? shared : factory;
        }
        if (RefErrorHandlerDefinition.DEFAULT_ERROR_HANDLER_BUILDER.equals(reference.getRef())) {
            return shared instanceof RefErrorHandlerDefinition ? null : shared;
        }
        ErrorHandlerFactory found =
                context.getRegistry().lookupByNameAndType(reference.getRef(), ErrorHandlerFactory.class);
        return found == null ? reference : found;
    }

    static Optional<String> problem(OnExceptionDefinition handler) {
        if (handler.getHandledPolicy() != null || says(handler.getHandled())) {
            return Optional.of("its onException has 'handled', so the run would go on with a batch missing");
        }
        if (handler.getContinuedPolicy() != null || says(handler.getContinued())) {
            return Optional.of("its onException has 'continued', so the run would go on with a batch missing");
        }
        if (handler.getRetryWhile() != null
                || handler.getRetryWhilePolicy() != null
                || repeats(handler.getRedeliveryPolicyType(), handler.getRedeliveryPolicyRef())) {
            return Optional.of("its onException has redelivery, which would send a batch twice");
        }
        return Optional.empty();
    }

    /** True unless the expression is absent or the constant false. */
    private static boolean says(@Nullable ExpressionSubElementDefinition expression) {
        return expression != null
                && !(expression.getExpressionType() != null
                        && "false".equals(expression.getExpressionType().getExpression()));
    }

    private static boolean repeats(@Nullable RedeliveryPolicyDefinition policy, @Nullable String reference) {
        return reference != null
                || policy != null
                        && policy.getMaximumRedeliveries() != null
                        && !"0".equals(policy.getMaximumRedeliveries());
    }
}
