package ai.returning.routes.service;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;

/** Binds each setting by itself, so that every wrong value is found, wherever it comes from; none is repeated. */
final class SettingValues {
    private final ConfigurableEnvironment environment;
    private final Binder binder;
    private final List<StartProblem> problems = new ArrayList<>();

    private SettingValues(ConfigurableEnvironment environment) {
        this.environment = environment;
        this.binder = Binder.get(environment);
    }

    /** Everything that cannot be used, in the order of the settings. */
    static List<StartProblem> check(ConfigurableEnvironment environment) {
        SettingValues values = new SettingValues(environment);
        values.parts(SettingsShape.ROOT, ReturningAiProperties.class);
        if (values.problems.isEmpty()) {
            values.together();
        }
        return values.problems;
    }

    private void parts(String name, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String part = name + "." + DataObjectPropertyName.toDashedForm(component.getName());
            part(part, component.getGenericType(), component.getAnnotation(Within.class));
        }
    }

    private void part(String name, Type type, @Nullable Within within) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            Type value = generic.getActualTypeArguments()[1];
            if (value instanceof Class<?> record && record.isRecord()) {
                keys(name).forEach(key -> parts(name + "." + key, record));
            }
        } else if (type instanceof Class<?> record && record.isRecord()) {
            parts(name, record);
        } else {
            leaf(name, type, within);
        }
    }

    private Iterable<String> keys(String name) {
        return new TreeSet<>(binder.bind(name, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of())
                .keySet());
    }

    private void leaf(String name, Type type, @Nullable Within within) {
        try {
            Object value = binder.bind(
                            ConfigurationPropertyName.adapt(name, '.'), Bindable.of(ResolvableType.forType(type)))
                    .orElse(null);
            if (within != null && value instanceof Number number && !fits(number, within)) {
                add(name, "is out of its limits → " + limits(within));
            }
        } catch (BindException e) {
            Class<?> target = ResolvableType.forType(type).resolve(Object.class);
            String rule = SettingFailure.rule(target);
            add(name, "cannot be used → " + (rule == null ? Causes.firstLine(Causes.root(e)) : rule));
        }
    }

    private static boolean fits(Number number, Within within) {
        BigDecimal value = new BigDecimal(number.toString());
        return value.compareTo(BigDecimal.valueOf(within.least())) >= 0
                && value.compareTo(BigDecimal.valueOf(within.most())) <= 0;
    }

    private static String limits(Within within) {
        return within.most() == Integer.MAX_VALUE
                ? within.least() + " or more"
                : within.least() + " to " + within.most();
    }

    /** Settings that only fit or not beside each other. */
    private void together() {
        ReturningAiProperties all = binder.bindOrCreate(SettingsShape.ROOT, ReturningAiProperties.class);
        ReturningAiProperties.Client client = all.client();
        for (Runnable check : List.<Runnable>of(client::policy, client::limits, () -> new InboxEndpoints(all).all())) {
            try {
                check.run();
            } catch (RaiException e) {
                problems.add(new StartProblem(e.code(), "", e.sentence()));
            }
        }
    }

    private void add(String name, String text) {
        String place = SettingOrigin.of(environment, name).said();
        problems.add(new StartProblem(ErrorCode.CONFIG_INVALID, place, name + ": " + text));
    }
}
