package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallSlotsTest {
    private final CallSlots slots = new CallSlots(1);
    private final List<String> told = new ArrayList<>();

    private CallSlots.Call call(String name) {
        return new CallSlots.Call() {
            @Override
            public void begin() {
                told.add(name + " begins");
            }

            @Override
            public void leftOut() {
                told.add(name + " is left out");
            }
        };
    }

    @Test
    void handASlotOn() {
        slots.take(call("first"));
        slots.take(call("second"));
        assertThat(told).containsExactly("first begins");

        slots.giveBack();
        slots.giveBack();
        slots.take(call("third"));

        assertThat(told).containsExactly("first begins", "second begins", "third begins");
    }

    @Test
    void beginNothingOnceTheyAreClosed() {
        slots.take(call("first"));
        slots.take(call("second"));
        slots.close();
        slots.giveBack();
        slots.take(call("third"));

        assertThat(told).containsExactly("first begins", "second is left out", "third is left out");
    }
}
