package ai.returning.routes.effects;

import java.util.List;

/**
 * What is known about a user, an effect or an event, in the order of time.
 *
 * @param about whom or what, without addresses
 * @param moments the oldest first
 * @param effects where each stands now, the oldest first
 * @param remarks why something did not happen, and what a person can do
 * @param cut whether there is more than is told
 */
public record Story(String about, List<Moment> moments, List<Effect> effects, List<String> remarks, boolean cut) {
    /**
     * One thing that happened.
     *
     * @param at milliseconds since 1970
     * @param what one word: a verdict, a state, or {@code file}, {@code job}, {@code alarm}, {@code conflict},
     *     {@code answer}, {@code replay}, {@code close}, {@code stop}, {@code start}, {@code row}
     * @param effectId empty if it led to no effect
     * @param text what and why, in words; without addresses
     * @param place file and line of the rule or step; empty if there is none
     * @param by the process or person; empty if that says nothing
     */
    public record Moment(long at, String what, String effectId, String text, String place, String by) {}
}
