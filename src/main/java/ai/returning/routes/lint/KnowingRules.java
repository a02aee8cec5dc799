package ai.returning.routes.lint;

import ai.returning.routes.lint.data.ContractCheck;
import ai.returning.routes.lint.data.ExpressionCheck;
import ai.returning.routes.lint.data.MappingCheck;
import ai.returning.routes.lint.data.MessageNames;
import ai.returning.routes.lint.data.RulesCheck;
import ai.returning.routes.lint.endpoint.EndpointCheck;
import ai.returning.routes.lint.endpoint.InnerCalls;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.lint.safety.Beans;
import ai.returning.routes.lint.safety.Bounds;
import ai.returning.routes.lint.safety.CodeInRoute;
import ai.returning.routes.lint.safety.Dedupe;
import ai.returning.routes.lint.safety.Evaluated;
import ai.returning.routes.lint.safety.HttpRetries;
import ai.returning.routes.lint.safety.LateHandling;
import ai.returning.routes.lint.safety.Redelivery;
import ai.returning.routes.lint.safety.Schedules;
import ai.returning.routes.lint.safety.SyncSafety;
import ai.returning.routes.lint.settings.CamelSettings;
import ai.returning.routes.lint.settings.Secrets;
import ai.returning.routes.lint.settings.SettingPlaces;
import ai.returning.routes.lint.settings.SettingVariables;
import ai.returning.routes.lint.settings.SettingsSchema;
import java.time.Clock;
import java.util.List;

/** The rules that know components, the contract, mappings and what Camel is silent about. */
final class KnowingRules {
    private KnowingRules() {}

    /** One rule for all, so that what they look up is read once. */
    static List<Rule> all(Clock clock) {
        return List.of((project, findings) -> {
            Knowledge known = new Knowledge(project, clock);
            checks().forEach(check -> check.check(known, findings));
        });
    }

    private static List<Check> checks() {
        return List.of(
                new SettingPlaces(),
                new SettingsSchema(),
                new CamelSettings(),
                new SettingVariables(),
                new Secrets(),
                new ExpressionCheck(),
                new Schedules(),
                new Bounds(),
                new LateHandling(),
                new Evaluated(),
                new CodeInRoute(),
                new Beans(),
                new HttpRetries(),
                new EndpointCheck(),
                new InnerCalls(),
                new MessageNames(),
                new SyncSafety(),
                new Redelivery(),
                new Dedupe(),
                new MappingCheck(),
                new RulesCheck(),
                new ContractCheck());
    }
}
