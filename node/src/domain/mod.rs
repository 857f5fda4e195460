//! The chain itself: candidates, employers, vacancies, initiatives, consent and the seven-step case. Pure.
