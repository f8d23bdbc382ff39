"""What a terminal and a parser need: tables that fit, words around help texts, odd screens, wrong usage."""
