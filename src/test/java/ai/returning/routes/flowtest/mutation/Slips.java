package ai.returning.routes.flowtest.mutation;

/** Slips of the finger. */
final class Slips {
    private Slips() {}

    /** Two different neighbours change places, in the middle if they can. */
    static String swapped(String word) {
        for (int i = word.length() / 2; i + 1 < word.length(); i++) {
            if (letters(word, i) && word.charAt(i) != word.charAt(i + 1)) {
                return word.substring(0, i) + word.charAt(i + 1) + word.charAt(i) + word.substring(i + 2);
            }
        }
        return word + "x";
    }

    private static boolean letters(String word, int i) {
        return Character.isLetterOrDigit(word.charAt(i)) && Character.isLetterOrDigit(word.charAt(i + 1));
    }

    /** A letter in the middle is missing. */
    static String dropped(String word) {
        return word.length() < 2 ? word + "x" : word.substring(0, word.length() / 2) + word.substring(word.length() / 2 + 1);
    }
}
